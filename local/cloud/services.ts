import type { DatabaseService } from './database/database-service.ts';
import type { MailService } from './mail/mail-service.ts';
import type { IssuerService } from './oauth/issuer-service.ts';
import type { RedisService } from './redis/redis-service.ts';
import type { Service } from './service.ts';

/** The stand-ins that run: a service with a real address is absent. */
export type Services = {
  database?: DatabaseService;
  redis?: RedisService;
  mail?: MailService;
  issuers?: IssuerService[];
  breaches?: Service;
};

/** Gives the stand-ins that run, in the order of the contract. */
export function listServices(services: Services): Service[] {
  const { database, redis, mail, issuers = [], breaches } = services;
  return [database, redis, mail, ...issuers, breaches].filter((service) => service !== undefined);
}
