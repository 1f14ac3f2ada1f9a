import { expect, onTestFinished, test } from 'vitest';
import { languages } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { letterTemplates } from '#emails/letter-props.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlySamples, sampleSite } from '#emails/samples.ts';
import { createMail } from '#emails/sender.ts';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';

async function lettersCloud() {
  const options = { port: 0, directory: null, keys: testKeys };
  const cloud = await startCloud({ ...options, services: ['mail'] });
  onTestFinished(cloud.stop);
  const get = (path: string) => fetch(cloud.url + path);
  const read = async (path: string) => (await get(path)).text();
  return { url: cloud.url, get, read };
}

/** What a browser shows of markup that is text on a page. */
function shown(page: string): string {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return Object.entries(entities)
    .reverse()
    .reduce((text, [name, character]) => text.replaceAll(`&${name};`, character), page);
}

const sampleOf = (language: string, template: string) => `/inbox/sample-${language}-${template}`;

test('the page of templates leads to every letter in every language, friendly and hostile', async () => {
  const { read } = await lettersCloud();
  const page = await read('/inbox/templates');
  for (const template of letterTemplates) {
    for (const language of languages) {
      expect(page).toContain(`href="${sampleOf(language, template)}"`);
      expect(page).toContain(`href="${sampleOf(language, `hostile-${template}`)}"`);
      const props = friendlySamples[template];
      const { subject } = renderLetter({ template, props } as Letter, language, sampleSite);
      expect(shown(page)).toContain(`lang="${language}">${subject}</a>`);
    }
  }
  expect(await read('/inbox')).toContain('href="/inbox/templates"');
});

test('every sample has its page and its frame, and none of them a script', async () => {
  const { get } = await lettersCloud();
  for (const template of letterTemplates) {
    for (const name of [template, `hostile-${template}`]) {
      const page = await get(sampleOf('de', name));
      const frame = await get(`${sampleOf('de', name)}/frame?scheme=dark`);
      expect([name, page.status, frame.status]).toEqual([name, 200, 200]);
      expect(`${await page.text()}${await frame.text()}`).not.toContain('<script');
    }
  }
});

test('a letter that was sent shows its text, its headers and its source', async () => {
  const { url, read } = await lettersCloud();
  const mail = createMail({
    apiKey: testKeys.mailApiKey,
    from: 'Gatehouse <hello@gatehouse.example>',
    baseUrl: `${url}/resend`,
    site: sampleSite,
  });
  const letter = { template: 'new-device', props: friendlySamples['new-device'] } as const;
  const receipt = await mail.send('ada@example.com', letter, 'de', 'key-1');
  const id = receipt.result === 'sent' ? receipt.providerId : '';
  const { text, html } = renderLetter(letter, 'de', sampleSite);

  expect(shown(await read(`/inbox/${id}?view=text`))).toContain(`<pre>${text}</pre>`);
  expect(shown(await read(`/inbox/${id}?view=source`))).toContain(`<pre>${html}</pre>`);
  const headers = await read(`/inbox/${id}?view=headers`);
  expect(headers).toContain('<dt>Content-Language</dt><dd><code>de</code></dd>');
  expect(headers).toContain('<dt>Auto-Submitted</dt><dd><code>auto-generated</code></dd>');
  expect(headers).toContain('<dt>Idempotency-Key</dt><dd><code>key-1</code></dd>');
});

test('the look of a letter is chosen by links that keep the other choices', async () => {
  const { read } = await lettersCloud();
  const sample = sampleOf('en', 'password-changed');
  const usual = await read(sample);
  expect(usual).toContain('<div class="frame wide"><iframe class="light"');
  const page = shown(await read(`${sample}?scheme=dark&width=narrow`));
  expect(page).toContain('<div class="frame narrow"><iframe class="dark"');
  expect(page).toContain(`src="${sample}/frame?scheme=dark"`);
  expect(page).toContain(`href="${sample}?view=html&scheme=light&width=narrow"`);
  expect(page).toContain(`href="${sample}?view=html&scheme=dark&width=wide"`);
  expect(page).toContain(`href="${sample}?view=text&scheme=dark&width=narrow"`);
  const unknown = await read(`${sample}?view=__proto__&scheme=x"><b>&width=1`);
  expect(unknown.split('<nav').slice(2)).toEqual(usual.split('<nav').slice(2));
});

test('in the frame the rules for dark hold always, never, or as this browser prefers', async () => {
  const { read } = await lettersCloud();
  const frame = `${sampleOf('en', 'password-changed')}/frame`;
  const [plain, light, dark] = await Promise.all(
    [frame, `${frame}?scheme=light`, `${frame}?scheme=dark`].map(read),
  );
  expect(plain).toContain('@media (prefers-color-scheme: dark) {');
  expect(light).toBe(plain?.replaceAll('(prefers-color-scheme: dark)', '(max-width: 0)'));
  expect(dark).toBe(plain?.replaceAll('(prefers-color-scheme: dark)', '(min-width: 0)'));
});

test('samples that do not exist are 404', async () => {
  const { get } = await lettersCloud();
  const paths = ['sample-fr-verify-email', 'sample-en-newsletter', 'sample-en-', 'templates/frame'];
  const answers = await Promise.all(paths.map((path) => get(`/inbox/${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
