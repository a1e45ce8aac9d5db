/** Opens the search modal, offers somebody's latest picture in it, and takes what was filled in. */
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Inbound, type Language, type Log, type PhotoRef, type Store, translator } from '#service';
import type { Admission } from './admission.ts';
import { slackCode, slackError } from './errors.ts';
import { type Field, readSubmission, type Submission } from './form.ts';
import type { Lookup } from './lookup.ts';
import { type Beginning, pressedModal, searchModal } from './modal.ts';
import type { SlackCommand, SlackFile } from './payloads.ts';
import { picturesOf } from './pictures-in.ts';
import { fromOffered, fromSubmission } from './receive.ts';
import type { ReturnAddress } from './return-address.ts';
import type { Whisper } from './whisper.ts';

/** A modal may lie open all day; what it offers is kept as long. */
const OFFER_MS = 24 * 60 * 60 * 1000;

/** Answers of `views.open` that mean: the 3 s for which a trigger is good are over, or it was used (docs.slack.dev/reference/methods/views.open). */
const LATE = ['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id', 'trigger_exchanged'];

/** What the modal needs. `pass` hands an event on with the files that came with it. */
export type SearchModalParts = {
  readonly lookup: Lookup;
  readonly admission: Admission;
  readonly whisper: Whisper;
  readonly store: Store;
  readonly log: Log;
  readonly apiUrl: string;
  readonly pass: (inbound: Inbound | null, files: readonly SlackFile[]) => Promise<void>;
};

/** A command that wants the modal, with what stands behind it. */
export type Wanted = {
  readonly client: WebClient;
  readonly command: SlackCommand;
  readonly words: string;
  readonly language: Language;
  readonly respond: RespondFn;
};

/** What Slack shows at the fields of a modal that was not taken. */
export type FieldErrors = { readonly response_action: 'errors'; readonly errors: Record<string, string> };

/** What is kept of the picture that a modal offers: the press names none, so nobody can ask for a file that was not theirs. */
type Offered = { readonly user: string; readonly file: SlackFile };

const offeredKey = (viewId: string): string => `slack:offered:${viewId}`;

/** Makes the functions around the modal. */
export const createSearchModal = (parts: SearchModalParts) => {
  const { lookup, admission, whisper, store, log, apiUrl, pass } = parts;

  /** The modal is open by now, and what somebody has filled in stays as the blocks keep their ids. */
  const offerLatest = async (
    { client, command, words, language }: Wanted,
    { viewId, address }: { readonly viewId: string; readonly address: ReturnAddress },
  ): Promise<void> => {
    const { channel_id: channel, user_id: user } = command;
    const file = await lookup.latestPicture(client, { channel, user });
    if (!file) return;
    await store.set(offeredKey(viewId), { user, file } satisfies Offered, OFFER_MS);
    const beginning: Beginning = { offered: file, ...(words !== '' && { words }) };
    const show = (more: Partial<Beginning>) =>
      client.views.update({
        view_id: viewId,
        view: searchModal(language, address, { ...beginning, ...more }),
      });
    // Slack refuses the whole view when it cannot show the picture in it.
    await show({}).catch(() => show({ unseen: true }));
  };

  const tellFailure = async ({ client, command, language, respond }: Wanted, error: unknown) => {
    const { code, message } = slackError(error, log);
    log.warn({ detail: message }, 'slack did not open the modal');
    const key = LATE.includes(slackCode(error) ?? '') ? 'slack-modal-late' : (`error-${code}` as const);
    const { channel_id: channel, user_id: user } = command;
    await whisper({ client, channel, user, thread: null, respond }, translator(language)(key));
  };

  /** Opens the modal. The trigger is good for 3 s, so nothing is looked up before; a failure is told to the asker alone. Never throws. */
  const open = async (wanted: Wanted): Promise<void> => {
    const { client, command, words, language } = wanted;
    const address = { channel: command.channel_id, via: command.response_url ?? null };
    const view = searchModal(language, address, words === '' ? {} : { words });
    let viewId: string | undefined;
    try {
      viewId = (await client.views.open({ trigger_id: command.trigger_id, view })).view?.id;
    } catch (error) {
      await tellFailure(wanted, error);
    }
    if (!viewId) return;
    await offerLatest(wanted, { viewId, address }).catch((error) =>
      log.info({ code: slackCode(error) }, 'slack did not show a picture to search with in the modal'),
    );
  };

  const refusalOf = ({ address, user, form }: Submission, language: Language): FieldErrors | null => {
    const t = translator(language);
    const faults = Object.entries(form.faults).map(([field, key]): [Field, string] => [
      field as Field,
      t(key),
    ]);
    if (!address) return errorsAt({ photo: t('slack-modal-stale') });
    const asker = { channel: address.channel, user };
    if (!admission.admits(asker)) return errorsAt({ photo: admission.refusal(asker, language) });
    return faults.length > 0 ? errorsAt(Object.fromEntries(faults)) : null;
  };

  /** Takes a submitted modal. Answers with what to show at its fields when it cannot be taken; null when its search is stored. */
  const submit = async (body: unknown, language: Language): Promise<FieldErrors | null> => {
    const submission = readSubmission(body, apiUrl);
    if (!submission) return null;
    const refusal = refusalOf(submission, language);
    if (!refusal) await pass(fromSubmission(submission, { language }), submission.form.files);
    return refusal;
  };

  /** Takes the press on the picture that a modal offers; the modal then says what came of it, which nobody waits for. */
  const takeOffered = async (client: WebClient, body: unknown, language: Language): Promise<void> => {
    const submission = readSubmission(body, apiUrl);
    if (!submission) return;
    const { viewId, user, address } = submission;
    const asker = address && { channel: address.channel, user };
    const t = translator(language);
    const say = (sentence: string): void =>
      void client.views
        .update({ view_id: viewId, view: pressedModal(language, sentence) })
        .catch((error) => log.info({ code: slackCode(error) }, 'slack did not change the modal'));
    if (asker && !admission.admits(asker)) return say(admission.refusal(asker, language));
    const offered = await store.get<Offered>(offeredKey(viewId));
    const [picture]: PhotoRef[] = offered?.user === user ? picturesOf([offered.file]) : [];
    const inbound = picture ? fromOffered(submission, picture, { language }) : null;
    if (!offered || !inbound) return say(t('slack-modal-stale'));
    await pass(inbound, [offered.file]);
    say(t('slack-modal-begun'));
  };

  return { open, submit, takeOffered };
};

const errorsAt = (errors: Record<string, string>): FieldErrors => ({ response_action: 'errors', errors });
