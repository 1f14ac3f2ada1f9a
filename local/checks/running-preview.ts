import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Finished, start } from './child.ts';

/** A production build that serves on free ports and forgets everything at its stop. */
export type RunningPreview = {
  app: string;
  cloud: string;
  /** What launcher and site have written so far. */
  output: () => string;
  /** The file that holds it, for tests that look for what must not be written. */
  logFile: string;
  stop: () => Promise<Finished>;
};

const note = z.object({ app: z.string(), cloud: z.string() });
const startTimeoutMilliseconds = 300_000;

/** Starts `preview` of a tree the way a user would; throws with its words when it does not come up. */
export async function startPreview(
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<RunningPreview> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-preview-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const logFile = join(directory, 'output.log');
  const launcher = start(process.execPath, [join(root, 'local', 'launch.mjs'), 'preview'], {
    cwd: root,
    logFile,
    environment: {
      ...environment,
      LOCAL_DIR: directory,
      LOCAL_EPHEMERAL: '1',
      PORT: '0',
      LOCAL_PORT: '0',
    },
  });
  let ended = false;
  void launcher.finished.then(() => {
    ended = true;
  });
  const stop = async () => {
    await launcher.stop(15_000);
    rmSync(directory, { recursive: true, force: true });
    return await launcher.finished;
  };
  const file = join(directory, 'cloud.json');
  const deadline = Date.now() + startTimeoutMilliseconds;
  while (!ended && Date.now() < deadline) {
    if (existsSync(file)) {
      const where = note.parse(JSON.parse(readFileSync(file, 'utf8')));
      return { ...where, output: launcher.output, logFile, stop };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The preview did not come up:\n${(await stop()).output}`);
}
