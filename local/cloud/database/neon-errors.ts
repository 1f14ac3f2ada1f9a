import { DatabaseError } from 'pg-protocol';
import { type Answer, json } from '../service.ts';

/** Makes the answer for a statement that PostgreSQL refused: 400, with all that it said. */
export function refusedStatement(error: DatabaseError): Answer {
  return neonError(400, error.message, error);
}

/** Makes an error in the shape of Neon's proxy; code and severity are empty when it is its own. */
export function neonError(status: number, message: string, error?: DatabaseError): Answer {
  return json(status, {
    message,
    code: error?.code ?? '',
    detail: error?.detail ?? null,
    hint: error?.hint ?? null,
    position: error?.position ?? null,
    internalPosition: error?.internalPosition ?? null,
    internalQuery: error?.internalQuery ?? null,
    severity: error?.severity ?? '',
    where: error?.where ?? null,
    table: error?.table ?? null,
    column: error?.column ?? null,
    schema: error?.schema ?? null,
    dataType: error?.dataType ?? null,
    constraint: error?.constraint ?? null,
    file: error?.file ?? null,
    line: error?.line ?? null,
    routine: error?.routine ?? null,
  });
}

/** True for an error of PostgreSQL's own, from either engine. */
export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError;
}
