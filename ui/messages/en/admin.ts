/** The pages of support and administrators. */
export const admin = {
  title: 'Administration',
  mayChange: 'You may look after every account of this site.',
  mayLook: 'You may look into every account of this site, and change none.',
  you: 'You',
  signedInAs: 'Signed in as',
  role: 'Role',
  rights: 'What each role may do',
  rightsCaption: 'Rights by role',
  ownAccount: 'Own account',
  seeOthers: 'See others',
  changeOthers: 'Change others',
  yes: 'Yes',
  no: 'No',
  users: 'Users',
  noListTitle: 'No list of users yet',
  noListText:
    'This site does not list its users yet. They will be found here by address or name, with their role and state.',
};
