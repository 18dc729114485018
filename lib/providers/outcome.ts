import { HttpFailure, type HttpResponse } from '@/lib/infra/http';
import { ProviderError } from './errors';
import type { CommandOutcome, Transport } from './port';
import type { WireRequest } from './reading';
import { bounded, MAX_MESSAGE_CHARACTERS, MAX_RECORDED_CHARACTERS, type Redactor } from './redact';

/** What an adapter makes of an answer to a command. */
export type Verdict = {
  outcome: CommandOutcome['outcome'];
  message: string;
  providerOrderId?: string;
  providerCode?: string;
  delivered?: number | null;
  unauthorized?: boolean;
};

type CommandCall = {
  transport: Transport;
  request: WireRequest;
  /** The request as text for the attempt's record; redacted here. */
  described: string;
  redact: Redactor;
  /** Pure; anything it does not recognise is `unknown`. */
  judge: (response: HttpResponse) => Verdict;
};

/** A verdict for an answer that nobody documents. */
export function unrecognised(why: string): Verdict {
  return { outcome: 'unknown', message: why };
}

/**
 * Sends a command once, never again, and says what became of it. Never throws: whatever happens after the first byte
 * could have left this machine ends in an outcome.
 */
export async function runCommand(call: CommandCall): Promise<CommandOutcome> {
  let response: HttpResponse;
  try {
    response = await call.transport({ ...call.request, command: true });
  } catch (error) {
    const outcome = outcomeOf(call, lostAnswer(error), null, wasSent(error));
    const isKeptBack = error instanceof ProviderError && error.kind === 'budget';
    return isKeptBack ? { ...outcome, waitSeconds: error.retryAfterSeconds ?? 1 } : outcome;
  }
  let verdict: Verdict;
  try {
    verdict = call.judge(response);
  } catch {
    verdict = unrecognised('The answer could not be read.');
  }
  return outcomeOf(call, verdict, `HTTP ${response.status} ${response.contentType}\n${response.text}`, true);
}

/** An outcome for a command that was never sent, with the reason. */
export function notSent(call: Pick<CommandCall, 'described' | 'redact'>, verdict: Verdict): CommandOutcome {
  return outcomeOf(call, verdict, null, false);
}

function wasSent(error: unknown): boolean {
  if (error instanceof HttpFailure) return error.sent;
  // The transport throws ProviderError before it calls out (our own budget), and nothing else is known of any other error.
  return !(error instanceof ProviderError);
}

function lostAnswer(error: unknown): Verdict {
  if (error instanceof HttpFailure) return unrecognised(`No whole answer: ${error.message}.`);
  if (error instanceof ProviderError) return unrecognised(error.message);
  return unrecognised('No whole answer: the request failed.');
}

function outcomeOf(
  call: Pick<CommandCall, 'described' | 'redact'>,
  verdict: Verdict,
  response: string | null,
  sent: boolean,
): CommandOutcome {
  const record = (text: string, max: number) => bounded(call.redact(text), max);
  return {
    outcome: verdict.outcome,
    providerOrderId: verdict.providerOrderId ?? null,
    providerCode: verdict.providerCode === undefined ? null : record(verdict.providerCode, 50),
    message: record(verdict.message, MAX_MESSAGE_CHARACTERS),
    ...(verdict.delivered == null ? {} : { delivered: verdict.delivered }),
    sent,
    unauthorized: verdict.unauthorized ?? false,
    request: record(call.described, MAX_RECORDED_CHARACTERS),
    response: response === null ? null : record(response, MAX_RECORDED_CHARACTERS),
  };
}
