import type { Metadata } from 'next';
import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { memberPage } from '#app/_kit/member-page.tsx';
import type { MailCounts, WatchedLetter } from '#core/mail-ports.ts';
import { countMail, waitsLong, watchedLettersInput, watchLetters } from '#core/watch-mail.ts';
import { ports } from '#server/ports.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Figures } from '#ui/figures.tsx';
import { LetterList, type ShownLetter } from '#ui/letter-list.tsx';
import type { Messages } from '#ui/messages/messages.ts';
import { Page } from '#ui/page.tsx';
import { PageHeading } from '#ui/page-heading.tsx';

type Words = Messages['mail'];

const path = '/admin/mail';
const states = ['buried', 'waiting'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).mail.title };
}

export default memberPage(path, async (_viewer, { searchParams }) => {
  const { mail: words } = await pageMessages();
  const { state, cursor } = await searchParams;
  const asked = watchedLettersInput.safeParse({ state, cursor });
  const wanted = asked.success ? asked.data : watchedLettersInput.parse({});
  const [counts, listed] = await Promise.all([
    countMail(ports()),
    asked.success ? watchLetters(ports(), wanted) : null,
  ]);
  const now = ports().clock.now();

  return (
    <Page>
      <PageHeading title={words.title} lead={words.lead}>
        <a className="button button-quiet" href="/admin">
          {words.back}
        </a>
      </PageHeading>
      <Figures id="figures" title={words.figures.title} figures={figuresOf(counts, words)} />
      <section aria-label={words.list[wanted.state]} className="card overflow-hidden">
        <nav aria-label={words.list.label} className="border-b border-line px-3 sm:px-4">
          <ul className="-mb-px flex gap-x-2">
            {states.map((one) => (
              <li key={one}>
                <a
                  href={`${path}?state=${one}`}
                  aria-current={one === wanted.state ? 'page' : undefined}
                  className="inline-flex min-h-12 items-center rounded-t-lg border-b-2 border-transparent px-2 text-label font-medium text-ink-soft hover:border-line-strong hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
                >
                  {words.list[one]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {listed?.ok && listed.value.letters.length > 0 ? (
          <LetterList
            letters={listed.value.letters.map((one) => shown(one, now))}
            language={await pageLanguage()}
            words={words}
          />
        ) : (
          <Nothing words={listed?.ok ? emptyOf(wanted.state, words) : words.list.badCursor} />
        )}
        <Pages
          words={words.list}
          state={wanted.state}
          next={listed?.ok ? listed.value.nextCursor : null}
          isFirst={cursor === undefined}
        />
      </section>
    </Page>
  );
});

function figuresOf(counts: MailCounts, { figures }: Words) {
  const { waiting, waitingLong, sent, buried, suppressed } = counts;
  return [
    {
      name: figures.waiting,
      value: waiting,
      note: waitingLong > 0 ? figures.waitingLong(waitingLong) : figures.noneLong,
      isBad: waitingLong > 0,
    },
    { name: figures.sent, value: sent, note: figures.inADay },
    { name: figures.buried, value: buried, note: figures.inADay },
    { name: figures.suppressed, value: suppressed, note: figures.suppressedNote },
  ];
}

function shown(letter: WatchedLetter, now: Date): ShownLetter {
  return {
    ...letter,
    createdAt: letter.createdAt.toISOString(),
    dueAt: letter.dueAt?.toISOString() ?? null,
    buriedAt: letter.buriedAt?.toISOString() ?? null,
    isLong: waitsLong(letter, now),
  };
}

function emptyOf(state: (typeof states)[number], { list }: Words) {
  return state === 'buried' ? list.noBuried : list.noWaiting;
}

function Nothing({ words }: { words: { title: string; text: string } }) {
  return <EmptyState title={words.title}>{words.text}</EmptyState>;
}

/** The ways to the other pages of the list, where there are any. */
function Pages({
  words,
  state,
  next,
  isFirst,
}: {
  words: Words['list'];
  state: (typeof states)[number];
  next: string | null;
  isFirst: boolean;
}) {
  if (isFirst && next === null) return null;
  return (
    <nav
      aria-label={words.label}
      className="flex flex-wrap justify-between gap-3 border-t border-line px-5 py-4 sm:px-6"
    >
      {isFirst ? null : (
        <a className="button button-quiet" href={`${path}?state=${state}`}>
          {words.first}
        </a>
      )}
      {next === null ? null : (
        <a className="button button-quiet ml-auto" href={`${path}?state=${state}&cursor=${next}`}>
          {state === 'buried' ? words.older : words.newer}
        </a>
      )}
    </nav>
  );
}
