/** Slack's limits on what we send, in one table; used by the renderers and the modals. */

/**
 * Lengths in UTF-16 units, the others are counts. From the Block Kit reference (docs.slack.dev/reference/block-kit) and
 * the comments in `@slack/types` 3.2.0, except where noted.
 */
export const LIMITS = {
  /** Blocks in a message. */
  blocks: 50,
  /** Top-level `text`: `chat.update` answers `msg_too_long` above 4,000 (docs.slack.dev/reference/methods/chat.update). */
  text: 4000,
  header: 150,
  section: 3000,
  /** One text in a context block; Slack states the general limit of text objects. */
  context: 3000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonLabel: 75,
  buttonValue: 2000,
  url: 3000,
  altText: 2000,
  carouselCards: 10,
  cardTitle: 150,
  cardSubtitle: 150,
  cardBody: 200,
  /** Types and reference name no number; three is what clients lay out beside one another (docs.rs/slackblocks `CardBlock`). */
  cardButtons: 3,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  /** Blocks in a modal. */
  viewBlocks: 100,
  /** Bytes of a view as JSON: above 250 KB it is `view_too_large` (docs.slack.dev/reference/methods/views.update). */
  viewBytes: 250_000,
  /** Rows and characters of a table. */
  tableRows: 100,
  tableText: 10_000,
  fields: 10,
  fieldText: 2000,
  modalTitle: 24,
  modalButton: 24,
  inputLabel: 2000,
  privateMetadata: 3000,
} as const;
