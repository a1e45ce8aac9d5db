/** Which of a message's files are pictures to search with, and which are there no more. Pure. */
import type { PhotoRef } from '#service';
import type { SlackFile } from './payloads.ts';

/** Deleted files leave a tombstone; others are hidden where a workspace has used up what it may keep (docs.slack.dev/reference/objects/file-object). */
const LOST = ['tombstone', 'hidden_by_limit'];

const isThere = ({ mode }: SlackFile): boolean => !LOST.includes(mode ?? '');

/** Whether a file is a picture, as far as can be told: a stub from another workspace may be one. */
export const mayBePicture = (file: SlackFile): boolean =>
  isThere(file) && (!file.mimetype || file.mimetype.startsWith('image/'));

/** Files that may be pictures; when there is none, the first file, so that its sender hears that it is no picture. */
const searchable = (files: readonly SlackFile[]): readonly SlackFile[] => {
  const pictures = files.filter(mayBePicture);
  return pictures.length > 0 ? pictures : files.filter(isThere).slice(0, 1);
};

const photoOf = ({ id, name, size }: SlackFile): Extract<PhotoRef, { kind: 'platform' }> => ({
  kind: 'platform',
  platform: 'slack',
  fileId: id,
  uniqueId: id,
  name: name ?? null,
  bytes: size ?? null,
});

/** The photos that somebody sent to us. A lone document is among them: whoever sent it should hear that it is no picture. */
export const photosOf = (files: readonly SlackFile[]): PhotoRef[] => searchable(files).map(photoOf);

/** The pictures among files that were not sent to us: documents are none of our business. */
export const picturesOf = (files: readonly SlackFile[]): PhotoRef[] =>
  files.filter(mayBePicture).map(photoOf);

/** Whether a file may hold a list of pictures: an archive or a workbook, by its name, since Slack's type of it varies. */
export const mayBeList = (file: SlackFile): boolean =>
  isThere(file) && /\.(?:zip|xlsx)$/i.test(file.name ?? '');

/** The first archive or workbook of pictures, where there is no picture beside it. */
export const listAmong = (files: readonly SlackFile[]): Extract<PhotoRef, { kind: 'platform' }> | null => {
  if (files.some(({ mimetype }) => mimetype?.startsWith('image/'))) return null;
  const list = files.find(mayBeList);
  return list ? photoOf(list) : null;
};

/** Why nothing of these files can be had: all are hidden, or all that is not hidden is deleted; null where one can, or there is none. */
export const lossOf = (files: readonly SlackFile[]): 'slack-file-hidden' | 'slack-file-deleted' | null => {
  if (files.length === 0 || files.some(isThere)) return null;
  return files.some(({ mode }) => mode === 'hidden_by_limit') ? 'slack-file-hidden' : 'slack-file-deleted';
};

/** Whether only Slack can say what a file is: it belongs to another workspace (Slack Connect). */
export const isStub = (file: SlackFile): boolean => file.file_access === 'check_file_info' && isThere(file);
