import type { admin as english } from '../en/admin.ts';

export const admin: typeof english = {
  title: 'Verwaltung',
  mayChange: 'Sie können sich um jedes Konto dieser Website kümmern.',
  mayLook: 'Sie können jedes Konto dieser Website einsehen und keines ändern.',
  you: 'Sie',
  signedInAs: 'Angemeldet als',
  role: 'Rolle',
  rights: 'Was jede Rolle darf',
  rightsCaption: 'Rechte nach Rolle',
  ownAccount: 'Eigenes Konto',
  seeOthers: 'Andere sehen',
  changeOthers: 'Andere ändern',
  yes: 'Ja',
  no: 'Nein',
  users: 'Benutzer',
  noListTitle: 'Noch keine Liste der Benutzer',
  noListText:
    'Diese Website listet ihre Benutzer noch nicht auf. Man wird sie hier nach Adresse oder Namen finden, mit ihrer Rolle und ihrem Stand.',
};
