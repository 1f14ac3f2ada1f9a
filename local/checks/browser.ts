import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { run } from './child.ts';
import { installPackages, mayInstallPackages } from './debian-packages.ts';
import { findProgram, isProgram } from './find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ways =
  'No browser for the tests: set CHROME_PATH, put chromium or google-chrome on the PATH, run apt-get install chromium (Debian, Ubuntu), or npx playwright install chromium.';

/**
 * Finds a browser, or gets one: CHROME_PATH, Playwright's own, one on the PATH, Debian's package
 * for root, Playwright's download. Throws one line that names these ways.
 */
export async function findBrowser(root: string): Promise<string> {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROME_PATH is ${given}, where there is no program to run.`);
  }
  return (
    playwrightsOwn() ??
    findProgram(...names) ??
    (await debians()) ??
    (await downloaded(root)) ??
    fail()
  );
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

async function debians(): Promise<string | null> {
  if (!mayInstallPackages()) return null;
  return (await installPackages(['chromium'])) ? findProgram(...names) : null;
}

async function downloaded(root: string): Promise<string | null> {
  console.log('Downloading a browser with Playwright …');
  const script = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const { code } = await run(process.execPath, [script, 'install', 'chromium'], { cwd: root });
  return code === 0 ? playwrightsOwn() : null;
}

function fail(): never {
  throw new Error(ways);
}
