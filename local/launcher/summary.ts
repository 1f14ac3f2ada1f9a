import { relative } from 'node:path';
import { issuerNames } from '#local/cloud/service.ts';
import { seedAccounts, seedPassword } from '#local/seed.ts';
import type { Command } from './settings.ts';
import { duration, paint } from './terminal.ts';
import type { Service } from './user-environment.ts';

export type Running = {
  command: Command;
  origin: string;
  cloudUrl: string | null;
  standIns: readonly Service[];
  root: string;
  directory: string;
  isEphemeral: boolean;
  tookMilliseconds: number;
};

/** What a person needs to know of a site that has just started, as the lines to print. */
export function summary(running: Running): string {
  const { cloudUrl, standIns } = running;
  const kind = running.command === 'dev' ? 'development' : 'production build';
  const rows: string[] = [line('Site', paint('cyan', running.origin))];
  if (cloudUrl && standIns.includes('mail')) {
    rows.push(line('Inbox', paint('cyan', `${cloudUrl}/inbox`), 'every letter arrives here'));
  }
  const issuers = issuerNames.filter((name) => standIns.includes(name));
  if (cloudUrl && issuers.length > 0) {
    const urls = issuers.map((name) => paint('cyan', `${cloudUrl}/${name}`));
    rows.push(line('Personas', urls.join('  '), 'who signs in there'));
  }
  if (cloudUrl) {
    rows.push(line('Cloud', paint('cyan', cloudUrl), `${standIns.join(', ')} on this machine`));
    rows.push(line('Data', dataPlace(running)));
  }
  if (cloudUrl && standIns.includes('database')) {
    rows.push('', ...accountLines());
  } else {
    rows.push('', line('Schema', 'your own database: npm run db:migrate brings it up to date'));
  }
  return [
    '',
    `  ${paint('green', '✓')} ${paint('bold', 'Gatehouse is ready')} ${paint('dim', `(${kind}, ${duration(running.tookMilliseconds)})`)}`,
    '',
    ...rows,
    '',
    `  ${paint('dim', 'Ctrl-C stops all of it.')}`,
    '',
  ].join('\n');
}

function accountLines(): string[] {
  return [
    ...seedAccounts.map(({ email }, at) => line(at === 0 ? 'Accounts' : '', email)),
    line('Password', seedPassword, 'for each of them'),
  ];
}

function dataPlace({ isEphemeral, root, directory }: Running): string {
  if (isEphemeral) return 'in memory, gone at the stop';
  const below = relative(root, directory);
  return `${below && !below.startsWith('..') ? below : directory}, kept between runs`;
}

function line(label: string, value: string, note = ''): string {
  const text = `  ${paint('dim', label.padEnd(10))}${value}`;
  return note ? `${text}  ${paint('dim', `· ${note}`)}` : text;
}
