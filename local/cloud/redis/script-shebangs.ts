import { createHash } from 'node:crypto';
import type { RedisCommand } from './redis-engine.ts';

/** Takes the shebang line off scripts, and keeps their digests known by what the client sent. */
export type ScriptShebangs = {
  /** The command as the engine can run it. */
  translate(command: RedisCommand): RedisCommand;
  /** The digest that `SCRIPT LOAD` answers: that of the script as it was sent. */
  loadedDigest(command: RedisCommand): string | null;
};

/**
 * Scripts for Upstash begin with flags that only Upstash knows (`#!lua flags=allow-key-locking`),
 * which Redis refuses. Without the line a script has another digest, so EVALSHA is translated too.
 */
export function createScriptShebangs(): ScriptShebangs {
  const digests = new Map<string, string>();
  const strip = (script: string) => {
    const stripped = script.replace(/^#!.*/, '');
    if (stripped !== script) digests.set(digestOf(script), digestOf(stripped));
    return stripped;
  };
  const known = (digest: string) => digests.get(digest.toLowerCase()) ?? digest;
  return {
    translate([name, ...args]) {
      const [first = '', ...rest] = args;
      switch (name.toUpperCase()) {
        case 'EVAL':
        case 'EVAL_RO':
          return args.length > 0 ? [name, strip(first), ...rest] : [name];
        case 'EVALSHA':
        case 'EVALSHA_RO':
          return args.length > 0 ? [name, known(first), ...rest] : [name];
        case 'SCRIPT':
          if (/^load$/i.test(first)) return [name, first, ...rest.map(strip)];
          return /^exists$/i.test(first) ? [name, first, ...rest.map(known)] : [name, ...args];
        default:
          return [name, ...args];
      }
    },
    loadedDigest([name, verb = '', script]) {
      const isLoad = /^script$/i.test(name) && /^load$/i.test(verb);
      return isLoad && script?.startsWith('#!') ? digestOf(script) : null;
    },
  };
}

function digestOf(script: string): string {
  return createHash('sha1').update(script).digest('hex');
}
