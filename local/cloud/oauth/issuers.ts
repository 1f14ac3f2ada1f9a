import { github } from './github.ts';
import { google } from './google.ts';
import type { Issuer } from './issuer.ts';
import { microsoft } from './microsoft.ts';

/** The issuers that the local cloud can stand in for. */
export const issuers: readonly Issuer[] = [google, github, microsoft];
