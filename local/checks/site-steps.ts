import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { run } from './child.ts';
import { makeNodejsCopy } from './nodejs-copy.ts';
import { type PlantedSecrets, plantSecrets, secretsOfSite } from './planted-secrets.ts';
import { runPlaywright } from './playwright-step.ts';
import { type RunningPreview, startPreview } from './running-preview.ts';
import { oneResult, type Step, type StepResult } from './steps.ts';
import { vitestStep } from './vitest-step.ts';

type Runtime = 'edge' | 'nodejs';

/** The tree that a group of steps works on, its secrets, and the site that it serves for them. */
type Subject = { tree: string | null; secrets: PlantedSecrets; preview: RunningPreview | null };

const logLinesShown = 60;

/** What is tested on the build of this tree: each lane serves it for itself, so that both may run at once. */
export type EdgeSteps = { build: Step[]; http: Step[]; browser: Step[] };

/** Builds this tree, serves it twice, and tests it by HTTP and in a browser. */
export function edgeSteps(root: string, environment: NodeJS.ProcessEnv): EdgeSteps {
  const byHttp: Subject = { tree: root, secrets: plantSecrets(), preview: null };
  const inBrowser: Subject = { ...byHttp };
  return {
    build: [buildStep(byHttp, 'edge', environment)],
    http: [
      startStep(byHttp, 'edge', environment),
      httpStep(root, byHttp, 'edge', environment),
      stopStep(byHttp, 'edge'),
    ],
    browser: [
      startStep(inBrowser, 'browser', environment),
      browserStep(root, inBrowser, environment),
      stopStep(inBrowser, 'browser'),
    ],
  };
}

/** Builds and serves a copy that says nodejs for edge, and runs the same HTTP tests against it. */
export function nodejsSteps(root: string, environment: NodeJS.ProcessEnv): Step[] {
  const subject: Subject = { tree: null, secrets: plantSecrets(), preview: null };
  return [
    {
      name: 'copy with nodejs for edge',
      run: async () => {
        const copy = await makeNodejsCopy(root);
        subject.tree = copy.directory;
        const found = oneResult(
          copy.changed > 0,
          'No file under app/ says that it runs on the edge.',
        );
        return { ...found, note: `${copy.changed} literals` };
      },
    },
    buildStep(subject, 'nodejs', environment),
    startStep(subject, 'nodejs', environment),
    httpStep(root, subject, 'nodejs', environment),
    stopStep(subject, 'nodejs'),
  ];
}

function buildStep(subject: Subject, runtime: Runtime, environment: NodeJS.ProcessEnv): Step {
  return {
    name: `build (${runtime})`,
    run: async () => {
      const tree = treeOf(subject);
      const { code, output } = await run(process.execPath, [join(tree, 'local', 'build.mjs')], {
        cwd: tree,
        // Whether the site is on https is built in; no secret may be.
        environment: { ...environment, ...subject.secrets, AUTH_URL: 'http://localhost:3000' },
      });
      return oneResult(code === 0, output);
    },
  };
}

function startStep(subject: Subject, what: string, environment: NodeJS.ProcessEnv): Step {
  return {
    name: `start (${what})`,
    run: async () => {
      const secrets = secretsOfSite(subject.secrets);
      subject.preview = await startPreview(treeOf(subject), { ...environment, ...secrets });
      return { ...oneResult(true, ''), note: subject.preview.app };
    },
  };
}

function browserStep(root: string, subject: Subject, environment: NodeJS.ProcessEnv): Step {
  return {
    name: 'tests: browser',
    run: async () => {
      const where = siteVariables(subject, 'edge');
      const browser = { CHROME_PATH: await findBrowser(root) };
      return withLog(subject, await runPlaywright(root, { ...environment, ...where, ...browser }));
    },
  };
}

function httpStep(
  root: string,
  subject: Subject,
  runtime: Runtime,
  environment: NodeJS.ProcessEnv,
): Step {
  return {
    name: `tests: http (${runtime})`,
    run: async () => {
      const where = siteVariables(subject, runtime);
      return withLog(subject, await vitestStep(root, 'http', { ...environment, ...where }).run());
    },
  };
}

/** A stop that leaves nothing behind is part of what is promised. */
function stopStep(subject: Subject, what: string): Step {
  return {
    name: `stop (${what})`,
    run: async () => {
      if (!subject.preview) return oneResult(false, 'The site is not running.');
      const { code, output } = await subject.preview.stop();
      return oneResult(code === 0, `The launcher ended with ${code}:\n${output}`);
    },
  };
}

/** Where tests find the site, its cloud and its build. */
function siteVariables(subject: Subject, runtime: Runtime): Record<string, string> {
  if (!subject.preview) throw new Error('The site is not running.');
  return {
    TEST_SITE_URL: subject.preview.app,
    TEST_CLOUD_URL: subject.preview.cloud,
    TEST_BUILD_DIR: treeOf(subject),
    TEST_RUNTIME: runtime,
    TEST_SITE_LOG: subject.preview.logFile,
    TEST_SECRETS: JSON.stringify(subject.secrets),
  };
}

/** What the site wrote while its tests failed often says why. */
function withLog(subject: Subject, result: StepResult): StepResult {
  const log = subject.preview?.output().trimEnd().split('\n').slice(-logLinesShown).join('\n');
  return result.failed > 0
    ? { ...result, report: `${result.report}\nThe site's log:\n${log}` }
    : result;
}

function treeOf(subject: Subject): string {
  if (!subject.tree) throw new Error('There is no copy to work on.');
  return subject.tree;
}
