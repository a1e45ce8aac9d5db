/** The modal in every language, within Slack's limits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/slack/limits.ts';
import { pressedModal, searchModal } from '../../../adapters/slack/modal.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { textKeys, translator } from '../../../src/i18n/translate.ts';
import { modalFaults } from '../../support/slack-blocks.ts';
import { HOSTILE } from '../../support/slack-cards.ts';

const words = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ minLength: 2500, maxLength: 5000 }),
);

describe('whatever a picture is called, and whatever stood behind the command', () => {
  const beginning = fc.record(
    {
      offered: fc.record({
        id: fc.stringMatching(/^F[A-Z0-9]{8,10}$/),
        name: fc.option(words),
        mimetype: fc.option(fc.constantFrom('image/jpeg', 'image/heic', 'text/html', '')),
      }),
      unseen: fc.constant(true as const),
      words,
    },
    { requiredKeys: [] },
  );

  it('the modal is one that Slack takes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), beginning, words, (language, begun, sentence) => {
        const via = `https://hooks.slack.com/commands/T1/1/${'x'.repeat(40)}`;
        const view = searchModal(language, { channel: 'C0TEAM', via }, begun);
        expect(modalFaults(view)).toEqual([]);
        expect(modalFaults(pressedModal(language, sentence))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const t = translator(language);

  it('the modal says what its texts say, and none of them is cut', () => {
    const address = { channel: 'C0TEAM', via: null };
    const modal = searchModal(language, address, { offered: { id: 'F1' } });
    const begun = pressedModal(language, t('slack-modal-begun'));
    const said = JSON.stringify([modal, begun]);
    const told = ['nothing', 'no-picture', 'bad-price', 'bad-moq', 'stale', 'late'];
    const keys = textKeys(language).filter((one) => one.startsWith('slack-modal-'));
    for (const key of keys.filter((one) => !told.includes(one.replace('slack-modal-', ''))))
      expect(said).toContain(JSON.stringify(t(key)));
    for (const view of [modal, begun, searchModal(language, address)]) expect(modalFaults(view)).toEqual([]);
    expect(modal.title.text.length).toBeLessThanOrEqual(LIMITS.modalTitle);
    expect(modal.submit?.text.length).toBeLessThanOrEqual(LIMITS.modalButton);
    expect(modal.close?.text.length).toBeLessThanOrEqual(LIMITS.modalButton);
  });

  it('every button can be written out', () => {
    const labels = textKeys(language)
      .filter((key) => key.startsWith('button-'))
      .map((key) =>
        t(key, {
          number: 10,
          count: '60',
          price: '¥21,767,823.35',
          quantity: '60466175',
          backend: t('backend-open-platform-hmac-base64'),
        }),
      );
    expect(labels.filter((label) => label.length > LIMITS.buttonText)).toEqual([]);
  });
});
