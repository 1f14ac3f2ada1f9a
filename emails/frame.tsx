import type { ReactNode } from 'react';
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from 'react-email';
import { sheet, styles } from './styles.ts';

export type FrameProps = {
  /** The title of the page and its first heading. */
  heading: string;
  /** What the list of letters shows beside the subject. */
  preheader: string;
  greeting: string;
  lead: string;
  /** The one button of the letter. */
  button: { label: string; href: string };
  /** For letters that can be answered by typing: the code and the sentence above it. */
  code?: { sentence: string; value: string };
  /** How long the letter is good for; letters without a secret have none. */
  expiry?: string;
  /** What to do for a reader who did not ask for the letter. */
  unasked: string;
  siteName: string;
  siteOrigin: string;
};

/** The one frame of all letters: nothing is fetched from elsewhere, nothing counts its readers. */
export function Frame(letter: FrameProps) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{letter.heading}</title>
        <style>{sheet}</style>
      </Head>
      <Preview useTitleTag={false}>{letter.preheader}</Preview>
      <Body className="body" style={styles.body}>
        <Section className="page" style={styles.page}>
          <Container tdClassName="margin" style={styles.column}>
            <Text className="ink" style={styles.wordmark}>
              {letter.siteName}
            </Text>
            <Card {...letter} />
            <Text className="muted" style={styles.footer}>
              {`Sent by ${letter.siteName}, ${letter.siteOrigin}`}
            </Text>
          </Container>
        </Section>
      </Body>
    </Html>
  );
}

function Card({ heading, greeting, lead, button, code, expiry, unasked }: FrameProps) {
  return (
    <Section className="card" tdClassName="inside" style={styles.card}>
      <Heading as="h1" className="heading ink" style={styles.heading}>
        {heading}
      </Heading>
      <Paragraph>{greeting}</Paragraph>
      <Paragraph>{lead}</Paragraph>
      <Section style={styles.buttonRow}>
        <Button className="button" href={button.href} style={styles.button}>
          {button.label}
        </Button>
      </Section>
      {code ? <Paragraph>{code.sentence}</Paragraph> : null}
      {code ? (
        <Text className="code" style={styles.code}>
          {code.value}
        </Text>
      ) : null}
      {expiry ? <Paragraph>{expiry}</Paragraph> : null}
      <Hr className="rule" style={styles.rule} />
      <Text className="muted" style={styles.small}>
        {unasked}
      </Text>
      <Text className="muted" style={styles.lastSmall}>
        If the button does not work, open this address:
        <br />
        <Link className="muted" href={button.href} style={styles.address}>
          {button.href}
        </Link>
      </Text>
    </Section>
  );
}

function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={styles.paragraph}>
      {children}
    </Text>
  );
}
