// What the house says to customers, in German.

import { type CustomerWords, printOpening } from './customer-language.js';

const place = (before: number): string => {
  if (before === 0) return 'Sie sind als Nächstes dran.';
  if (before >= 100) return 'Mehr als 100 Personen sind vor Ihnen.';
  return before === 1 ? '1 Person ist vor Ihnen.' : `${before} Personen sind vor Ihnen.`;
};

export const germanWords: CustomerWords = {
  handOff: 'Einen Moment, ich hole jemanden aus dem Team.',
  apology: 'Es tut mir leid, ich kann gerade nicht antworten.',
  wait(wait) {
    switch (wait.kind) {
      case 'unmanned':
        return 'Gerade ist niemand aus dem Team zu erreichen. Hinterlassen Sie eine Nachricht, die Antwort kommt hierher.';
      case 'nobody-online':
        return 'Gerade ist niemand aus dem Team online, es kann also dauern. Sie können statt zu warten eine Nachricht hinterlassen.';
      case 'soon':
        return 'Jemand ist frei und gleich für Sie da.';
      case 'position':
        return place(wait.before);
      case 'range':
        return `${place(wait.before)} Es dauert etwa ${wait.fromMinutes} bis ${wait.untilMinutes} Minuten.`;
      case 'long':
        return `${place(wait.before)} Es kann länger als ${wait.overMinutes} Minuten dauern.`;
    }
  },
  closedUntil: (opening) =>
    `Gerade ist niemand da. Wir sind ${printOpening(opening, 'de', ' um ')} zurück und antworten Ihnen dann hier. Bis dahin helfe ich weiter, so gut ich kann.`,
  neverOpen:
    'Hier ist zurzeit niemand zu erreichen. Sie können eine Nachricht hinterlassen, die Antwort kommt hierher, sobald wieder jemand da ist.',
  messageKept:
    'Ihre Nachricht ist beim Team, die Antwort kommt hierher. Sie müssen nicht warten; ergänzen Sie, was wir wissen sollten.',
  withAssistant:
    'Da bin ich wieder. Was kann ich für Sie tun? Sie können jederzeit wieder nach einem Menschen fragen.',
  withPerson: 'Jemand aus dem Team kümmert sich schon um Ihr Gespräch.',
  over: 'Dieses Gespräch ist beendet. Schreiben Sie, wann immer Sie etwas brauchen.',
  choices: { wait: 'Ich warte', message: 'Nachricht lassen', assistant: 'Assistent fragen' },
  rate: 'Wie war es? Wählen Sie von 1 (schlecht) bis 5 (sehr gut).',
  rated: 'Vielen Dank!',
  backToAssistant:
    'Leider konnte niemand rechtzeitig übernehmen. Ich helfe Ihnen hier gern weiter; fragen Sie jederzeit wieder nach einem Menschen.',
  messageTaken:
    'Leider kann gerade niemand übernehmen. Ihre Nachricht ist beim Team, die Antwort kommt hierher; Sie müssen nicht warten.',
  closedForSilence:
    'Wir haben eine Weile nichts von Ihnen gehört, darum ist dieses Gespräch beendet. Schreiben Sie jederzeit wieder.',
};
