/**
 * A service that could not answer: thrown by adapters, turned into 503 by the faces. It carries
 * no message of its cause, since those hold parameters and secrets.
 */
export class ServiceFault extends Error {
  readonly service: string;
  readonly code: string;

  constructor(service: string, code: string) {
    super(`${service}: ${code}`);
    this.name = 'ServiceFault';
    this.service = service;
    this.code = code;
  }
}
