// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// What the page itself says, by language. It is shown where Assay is not, so the browser's language
// counts, not Assay's. Another language is another entry; the first is for whom there is none.

const TEXTS = {
  en: {
    elsewhere: 'Assay is shown in another tab now.',
    showHere: 'Show It Here',
    ended: 'Assay has ended. Start it again and open the address it prints.',
    tryAgain: 'Try Again',
    clipboard: 'The browser keeps its clipboard. Copy the text here.',
    copiedText: 'Copied text',
    close: 'Close',
  },
  de: {
    elsewhere: 'Assay wird jetzt in einem anderen Tab angezeigt.',
    showHere: 'Hier anzeigen',
    ended: 'Assay ist beendet. Starten Sie es erneut und öffnen Sie die Adresse, die es ausgibt.',
    tryAgain: 'Erneut versuchen',
    clipboard: 'Der Browser gibt seine Zwischenablage nicht frei. Kopieren Sie den Text hier.',
    copiedText: 'Kopierter Text',
    close: 'Schließen',
  },
};

const language = navigator.languages.map((name) => name.split('-')[0].toLowerCase())
  .find((name) => Object.hasOwn(TEXTS, name)) ?? Object.keys(TEXTS)[0];
const texts = TEXTS[language];

document.documentElement.lang = language;
