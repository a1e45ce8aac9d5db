/** How a command ends: its exit code, and what it prints when something went wrong. */
import { asTusouError, type TusouError } from '../domain/errors.ts';
import type { Language } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';

/** What is left to print and with which code to exit: 0 found, 1 a check failed, 2 bad input, 3 nothing found, 4 backend failed. */
export type Outcome = {
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  readonly stdout: string;
  readonly stderr: string;
};

/** A JSON document as it is printed. */
export const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** The sentence for people. Whoever types the command also runs the program, so the cause that chats keep from people is told too. */
export const problemText = ({ code, args, blame, detail }: TusouError, language: Language): string =>
  [translator(language)(`error-${code}`, args), ...(blame !== 'asker' && detail ? [detail] : [])].join('\n');

/** A failure as it stands in the documents. */
export const jsonProblem = (error: TusouError, language: Language) => ({
  code: error.code,
  message: problemText(error, language),
});

/** The code for a failure: what the asker can correct is bad input, apart from an offer that does not exist. */
export const exitCodeOf = ({ code, blame }: TusouError): 2 | 3 | 4 => {
  if (code === 'offer-not-found') return 3;
  return blame === 'asker' || code === 'config-invalid' ? 2 : 4;
};

/** What a failed command prints: sentences on stderr, and with `--json` a document with the error's code on stdout. */
export const failedOutcome = (error: unknown, request: { json: boolean; language: Language }): Outcome => {
  const problem = asTusouError(error);
  const stdout = request.json ? jsonText({ error: jsonProblem(problem, request.language) }) : '';
  return { exitCode: exitCodeOf(problem), stdout, stderr: `${problemText(problem, request.language)}\n` };
};
