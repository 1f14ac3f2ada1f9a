import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import type { MailReceipt } from '#core/ports.ts';
import { friendlyLetters, sampleSite } from '#emails/samples.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

// What next.config.ts says to both bundlers.
const withoutRenderer = { '@react-email/render': './emails/no-renderer.ts' };

/** Bundles the sender as an edge bundler does, with the site's alias or without it. */
async function bundleSender(alias: Record<string, string>, format: 'esm' | 'iife' = 'esm') {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['emails/sender.ts'],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    globalName: 'sender',
    platform: 'browser',
    target: 'es2022',
    conditions: ['edge-light', 'worker'],
    alias,
    logLevel: 'silent',
  });
  const code = outputFiles.map(({ text }) => text).join('');
  return { code, gzipBytes: gzipSync(code).length, inputs: Object.keys(metafile.inputs) };
}

test('the sender and its letters are small at the edge, without React and without Node', async () => {
  const { code, gzipBytes, inputs } = await bundleSender(withoutRenderer);
  expect(inputs).toContain('node_modules/resend/dist/index.mjs');
  expect(inputs).toContain('emails/compiled/frame.ts');
  expect(
    inputs.filter((path) => /node_modules\/(?:react|@react-email|react-email)\b/.test(path)),
  ).toEqual([]);
  expect(inputs.filter((path) => /\.tsx$/.test(path))).toEqual([]);
  expect(code).not.toMatch(/from"node:|require\("|\beval\(|new Function\(/);
  // The client of the provider is 34 KB of it, the letters in all languages are 9.
  expect(gzipBytes).toBeLessThan(45 * 1024);
});

test('without the alias the renderer comes along: the alias is still needed', async () => {
  const { gzipBytes, inputs } = await bundleSender({});
  expect(inputs.some((path) => path.startsWith('node_modules/@react-email/render/'))).toBe(true);
  expect(gzipBytes).toBeGreaterThan(150 * 1024);
});

test('the bundle sends a letter from inside the edge sandbox', async () => {
  const keys: unknown[] = [];
  let sent = '';
  const server = createServer(async (request, response) => {
    keys.push(request.headers['idempotency-key']);
    for await (const chunk of request) sent += chunk;
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"mail-1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const options = {
    apiKey: 're_test',
    from: 'hello@gatehouse.example',
    baseUrl: `http://localhost:${port}`,
    site: sampleSite,
  };
  const { code } = await bundleSender(withoutRenderer, 'iife');
  const send = `sender.createMail(${JSON.stringify(options)})
    .send('ada@example.com', ${JSON.stringify(friendlyLetters[0])}, 'de', 'row-1')`;
  const receipt = await new EdgeVM().evaluate<Promise<MailReceipt>>(`${code};${send}`);
  expect({ ...receipt }).toEqual({ result: 'sent', providerId: 'mail-1' });
  expect(keys).toEqual(['row-1']);
  expect(JSON.parse(sent)).toMatchObject({ text: expect.stringMatching(/^Guten Tag Ada,/) });
});
