import { duration, paint } from './terminal.ts';

/** Runs one step of the start and tells of it. */
export type Progress = <Value>(title: string, run: () => Promise<Value>) => Promise<Value>;

/** Tells each step as it begins and how long it took; at a terminal both stand on one line. */
export function reportSteps(out: NodeJS.WriteStream = process.stdout): Progress {
  return async (title, run) => {
    const startedAt = Date.now();
    out.write(out.isTTY ? paint('dim', `  ${title} …`) : `  ${title} …\n`);
    try {
      const value = await run();
      if (out.isTTY) {
        out.write(`\r\u001b[K  ${title} ${paint('dim', duration(Date.now() - startedAt))}\n`);
      }
      return value;
    } catch (error) {
      if (out.isTTY) out.write('\n');
      throw error;
    }
  };
}
