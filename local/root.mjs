import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, from wherever a command was called. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
