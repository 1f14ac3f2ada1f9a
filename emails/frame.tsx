import { Body, Container, Head, Heading, Hr, Html, Preview, Section, Text } from 'react-email';
import { part } from './part.ts';
import { outlookSheet, sheet, styles } from './styles.ts';

/** The one frame of all letters: nothing is fetched from elsewhere, nothing counts its readers. */
export const frame = part({
  props: {
    language: 'language',
    /** The title of the page and its first heading. */
    heading: 'words',
    /** What the list of letters shows beside the subject. */
    preheader: 'words',
    siteName: 'words',
    body: 'markup',
    /** What stands below the rule, in small print. */
    aside: 'markup',
    footer: 'words',
  },
  html: ({ language, heading, preheader, siteName, body, aside, footer }) => (
    <Html lang={language} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{heading}</title>
        <style>{sheet}</style>
        <style>{outlookSheet}</style>
      </Head>
      <Preview useTitleTag={false}>{preheader}</Preview>
      <Body lang={language} className="body" style={styles.body}>
        <Section className="page" style={styles.page}>
          <Container tdClassName="margin" style={styles.column}>
            <Text className="ink" style={styles.wordmark}>
              {siteName}
            </Text>
            <Section className="card" tdClassName="inside" style={styles.card}>
              <Heading as="h1" className="heading ink" style={styles.heading}>
                {heading}
              </Heading>
              {body}
              <Hr className="rule" style={styles.rule} />
              {aside}
            </Section>
            <Text className="muted" style={styles.footer}>
              {footer}
            </Text>
          </Container>
        </Section>
      </Body>
    </Html>
  ),
});
