import { expect, test } from 'vitest';
import { deliverLetters } from '#core/deliver-letters.ts';
import type { Letter } from '#core/letters.ts';
import { friendlyLetters, sampleSite } from '#emails/samples.ts';
import { createMail } from '#emails/sender.ts';
import { postLetter } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const namesOf = ({ props }: Letter) => Object.keys(props).sort().join();

test.each(friendlyLetters)(
  'MAIL-01 a $template letter with the props of another template is buried, not sent',
  async ({ template, props }) => {
    const { ports, memory } = memoryWorld();
    const mail = createMail({
      apiKey: 're_test',
      from: 'a@gatehouse.example',
      baseUrl: 'http://localhost:9',
      site: sampleSite,
    });
    const foreign = friendlyLetters.filter(
      (letter) => namesOf(letter) !== namesOf({ template, props } as Letter),
    );
    for (const other of foreign) {
      const propsSealed = await ports.secrets.sealLetterProps(other.props);
      const id = crypto.randomUUID();
      postLetter(memory, { id, template, to: `${id}@x.test`, language: 'en', propsSealed });
      memory.now = new Date(memory.now.getTime() + 1);
    }

    const { buried } = await deliverLetters({ ...ports, mail }, { limit: 50 });

    expect(foreign.length).toBeGreaterThan(5);
    expect(buried).toBe(foreign.length);
    expect(new Set(memory.letters.map(({ errorCode }) => errorCode))).toEqual(
      new Set(['letter_unrenderable']),
    );
  },
);
