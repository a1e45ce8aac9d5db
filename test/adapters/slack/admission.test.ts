/** Who is let in, by ids that are those of one workspace. */
import { describe, expect, it } from 'vitest';
import { createAdmission } from '../../../adapters/slack/admission.ts';

const OWN = 'T0HOME0001';
const OTHER = 'T0OTHER001';
const asker = { channel: 'C0NAMED001', user: 'U0BUYER001' };

const home = (...allowed: string[]) => createAdmission({ allowed, team: null, own: OWN });
const other = (...allowed: string[]) => createAdmission({ allowed, team: OTHER, own: OTHER });

describe('whoever is named', () => {
  it('by an id alone is let in in the workspace of the bot token, and nowhere else', () => {
    for (const id of [asker.channel, asker.user]) {
      expect(home(id).admits(asker)).toBe(true);
      expect(other(id).admits(asker)).toBe(false);
    }
  });

  it('with a workspace is let in there', () => {
    for (const id of [asker.channel, asker.user]) {
      expect(other(`${OTHER}/${id}`).admits(asker)).toBe(true);
      expect(home(`${OWN}/${id}`).admits(asker)).toBe(true);
      expect(home(`${OTHER}/${id}`).admits(asker)).toBe(false);
      expect(other(`${OWN}/${id}`).admits(asker)).toBe(false);
    }
  });

  it('is everybody where nobody is named', () => {
    expect(home().admits(asker)).toBe(true);
    expect(other().admits(asker)).toBe(true);
  });
});

it('whoever is not let in is told the id as it has to be named', () => {
  expect(home('C1').refusal(asker, 'en')).toMatch(/ C0NAMED001$/);
  expect(other('C1').refusal(asker, 'en')).toMatch(/ T0OTHER001\/C0NAMED001$/);
  expect(other('C1').refusal({ ...asker, channel: 'D0DIRECT01' }, 'en')).toMatch(/ T0OTHER001\/U0BUYER001$/);
});
