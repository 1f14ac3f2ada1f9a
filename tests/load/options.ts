/** What a run was asked for; or why it was not understood. */
export type Options = { revocations: number } | { help: string } | { refusal: string };

const usual = 1000;
const most = 5000;

const help = `npm run test:load [-- --revocations N]

Starts one local cloud and two instances of the production build on this machine, ends N sessions
on one of them (${usual} unless said otherwise) and measures when the other one denies them; then
counts what requests cost and compares throughputs. Prints tables in Markdown. Exit code 1 when a
bound is broken.

LOCAL_POSTGRES_URL and LOCAL_REDIS_URL put real servers under the local cloud, as npm run preview
does; accounts of the run are removed from them at the end.`;

/** Reads the words of the command line. */
export function readOptions(words: readonly string[]): Options {
  let revocations = usual;
  const left = words.flatMap((word) => (word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word]));
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--help' || word === '-h') return { help };
    if (word !== '--revocations') {
      return {
        refusal: `test:load takes --revocations N and --help, and no ${JSON.stringify(word)}.`,
      };
    }
    const given = left.shift() ?? '';
    if (!/^\d{1,6}$/.test(given) || Number(given) < 1 || Number(given) > most) {
      return {
        refusal: `--revocations takes a number from 1 to ${most}, not ${JSON.stringify(given)}.`,
      };
    }
    revocations = Number(given);
  }
  return { revocations };
}
