import { Button, Link, Section, Text } from 'react-email';
import { frame } from './frame.tsx';
import { type Part, part } from './part.ts';
import { styles } from './styles.ts';

const paragraph = part({
  props: { text: 'words' },
  html: ({ text }) => (
    <Text className="ink" style={styles.paragraph}>
      {text}
    </Text>
  ),
});

/** What the letter is for. */
const button = part({
  props: { label: 'words', link: 'address' },
  html: ({ label, link }) => (
    <Section style={styles.buttonRow}>
      <Button className="button" href={link} style={styles.button}>
        {label}
      </Button>
    </Section>
  ),
});

/** What the reader may do besides. */
const quietButton = part({
  props: { label: 'words', link: 'address' },
  html: ({ label, link }) => (
    <Section style={styles.quietRow}>
      <Button className="quiet" href={link} style={styles.quiet}>
        {label}
      </Button>
    </Section>
  ),
});

/** A code, easy to select and to read aloud. */
const code = part({
  props: { value: 'words' },
  html: ({ value }) => (
    <Text className="code" style={styles.code}>
      {value}
    </Text>
  ),
});

const smallPrint = part({
  props: { text: 'words' },
  html: ({ text }) => (
    <Text className="muted" style={styles.small}>
      {text}
    </Text>
  ),
});

/** The button's address, for clients in which buttons do nothing. */
const bareLink = part({
  props: { sentence: 'words', link: 'address' },
  html: ({ sentence, link }) => (
    <Text className="muted" style={styles.lastSmall}>
      {sentence}
      <br />
      <Link className="muted" href={link} style={styles.address}>
        {link}
      </Link>
    </Text>
  ),
});

/** Every part of letters, by the name of its compiled file; what the compiler reads. */
export const parts: Record<string, Part> = {
  frame,
  paragraph,
  button,
  'quiet-button': quietButton,
  code,
  'small-print': smallPrint,
  'bare-link': bareLink,
};
