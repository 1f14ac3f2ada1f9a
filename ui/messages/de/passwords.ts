import type { passwords as english } from '../en/passwords.ts';

export const passwords: typeof english = {
  hint: (minimum) =>
    `Mindestens ${minimum} Zeichen. Einige Wörter ohne Zusammenhang merkt man sich leicht; Leerzeichen sind willkommen.`,
  strength: {
    strengths: {
      too_short: 'Zu kurz',
      too_long: 'Zu lang',
      guessable: 'Leicht zu erraten',
      fair: 'Brauchbar',
      strong: 'Stark',
    },
    advice: {
      longer: 'Es fehlen noch {missing} Zeichen.',
      shorter: 'Verwenden Sie höchstens 1000 Zeichen.',
      uncommon:
        'Programme, die Passwörter erraten, versuchen es früh. Nehmen Sie Wörter, die nicht zusammengehören.',
      unrelated: 'Es ähnelt zu sehr Ihrem Namen, Ihrer Adresse oder dem Namen dieser Website.',
      another_word: 'Ein weiteres Wort ohne Zusammenhang macht es viel schwerer zu erraten.',
      keep: 'Verwenden Sie es nur hier.',
    },
  },
  breached: {
    title: 'Bitte wählen Sie ein neues Passwort',
    text: 'Ihr Passwort gehört zu denen, die bei einer anderen Website gestohlen und weitergegeben wurden. Ihrem Konto hier ist nichts geschehen, und mit dieser Website ist alles in Ordnung. Wer die Liste hat, kann es aber ausprobieren: Ändern Sie es hier und überall sonst, wo Sie es verwenden.',
    later: 'Später',
    banner: 'Ihr Passwort ist bei einem Datendiebstahl auf einer anderen Website aufgetaucht.',
    change: 'Ändern',
  },
};
