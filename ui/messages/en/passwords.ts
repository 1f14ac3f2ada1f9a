/** Choosing a password: what is strong, what is refused, and what to do about a breached one. */
export const passwords = {
  hint: (minimum: number) =>
    `At least ${minimum} characters. A few unrelated words are easy to keep in mind; spaces are welcome.`,
  strength: {
    strengths: {
      too_short: 'Too short',
      too_long: 'Too long',
      guessable: 'Guessable',
      fair: 'Fair',
      strong: 'Strong',
    },
    advice: {
      longer: 'Characters still missing: {missing}.',
      shorter: 'Use at most 1,000 characters.',
      uncommon:
        'Programs that guess passwords try this early. Use words that do not belong together.',
      unrelated: 'It is too close to your name, your address or the name of this site.',
      another_word: 'One more unrelated word would make it much harder to guess.',
      keep: 'Use it here and nowhere else.',
    },
  },
  breached: {
    title: 'Please choose a new password',
    text: 'Your password is among those that thieves took from some other site and passed around. Nothing happened to your account here, and nothing is wrong with this site. But whoever has that list can try it, so change it here, and wherever else you use it.',
    later: 'Later',
    banner: 'Your password has appeared in a data breach of some other site.',
    change: 'Change it',
  },
};
