/** The letters that the house sends, by template name, with their props. */
export type Letter =
  | { template: 'verify-email'; props: { name: string; link: string; code: string; hours: string } }
  | { template: 'existing-account'; props: { name: string; signInLink: string } }
  | { template: 'connection-added'; props: ConnectionProps }
  | { template: 'connection-removed'; props: ConnectionProps };

/** `provider` by its name for people; the link leads to the page of connections. */
type ConnectionProps = { name: string; provider: string; connectionsLink: string };

export type LetterTemplate = Letter['template'];

/** A letter as the outbox keeps it: its props hold live secrets, so they are sealed. */
export type SealedLetter = {
  id: string;
  template: LetterTemplate;
  to: string;
  /** JWE of the props, under the outbox key. */
  propsSealed: string;
};

export type ClaimedLetter = SealedLetter & { attempts: number };
