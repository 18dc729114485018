'use client';

import { useState } from 'react';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { StatusBadge } from '../ui/status-badge';
import { fieldError, useAct } from '../ui/use-act';
import { RecoveryCodes } from './recovery-codes';
import { TotpQr } from './totp-qr';

type Setup = { secret: string; qr: { path: string; size: number } };

export type SecondFactorActions = {
  begin: (password: string) => Promise<Outcome<Setup>>;
  enable: (code: string) => Promise<Outcome<{ recoveryCodes: string[] }>>;
  disable: (password: string) => Promise<Outcome<unknown>>;
};

function PasswordStep<Data>({
  send,
  done,
  button,
}: {
  send: (password: string) => Promise<Outcome<Data>>;
  done: (data: Data) => void;
  button: string;
}) {
  const { act, pending, problem } = useAct();
  return (
    <form action={(form) => act(() => send(String(form.get('password'))), done)} className="flex flex-col gap-4">
      <Field
        id="factor-password"
        name="password"
        label="Present password"
        type="password"
        autoComplete="current-password"
        data-first
        required
        error={fieldError(problem, 'password')}
      />
      <ProblemNotice problem={problem} shown={['password']} />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? 'One moment…' : button}
      </button>
    </form>
  );
}

function CodeStep({
  setup,
  enable,
  done,
}: {
  setup: Setup;
  enable: SecondFactorActions['enable'];
  done: (codes: string[]) => void;
}) {
  const { act, pending, problem } = useAct();
  return (
    <form
      action={(form) =>
        act(
          () => enable(String(form.get('code'))),
          ({ recoveryCodes }) => done(recoveryCodes),
        )
      }
      className="flex flex-col gap-4"
    >
      <p className="text-[0.8125rem]">Scan this with an authenticator app, or type the key into it.</p>
      <TotpQr {...setup.qr} />
      <output
        aria-label="Key for the app"
        className="self-center font-mono text-[0.8125rem] tracking-wide wrap-anywhere select-all"
      >
        {setup.secret.match(/.{1,4}/g)?.join(' ')}
      </output>
      <Field
        id="factor-code"
        name="code"
        label="Code that the app shows"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        maxLength={10}
        error={fieldError(problem, 'code')}
      />
      <ProblemNotice problem={problem} shown={['code']} />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? 'Checking…' : 'Switch on'}
      </button>
    </form>
  );
}

function SetUpDialog({ actions, onClose }: { actions: SecondFactorActions; onClose: () => void }) {
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Dialog
      title={codes ? 'The second factor is on' : 'Set up a second factor'}
      onClose={onClose}
      dismissable={codes === null}
    >
      {!setup && <PasswordStep send={actions.begin} done={setSetup} button="Continue" />}
      {setup && !codes && <CodeStep setup={setup} enable={actions.enable} done={setCodes} />}
      <LiveRegion>{codes && <RecoveryCodes codes={codes} onClose={onClose} />}</LiveRegion>
    </Dialog>
  );
}

/** Whether one's sign-in asks for a code of an authenticator app, and the way to change it. */
export function SecondFactor({
  enabled,
  recoveryCodesLeft,
  actions,
}: {
  enabled: boolean;
  recoveryCodesLeft: number;
  actions: SecondFactorActions;
}) {
  const [open, setOpen] = useState<'set-up' | 'switch-off' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
        {enabled ? <StatusBadge tone="success">On</StatusBadge> : <StatusBadge tone="default">Off</StatusBadge>}
        <span className="text-muted">
          {enabled ? `${recoveryCodesLeft} of 10 recovery codes left` : 'Signing in asks for the password only.'}
        </span>
      </p>
      <button
        type="button"
        className="button button--outline"
        onClick={() => setOpen(enabled ? 'switch-off' : 'set-up')}
      >
        {enabled ? 'Switch off' : 'Set up'}
      </button>
      {open === 'set-up' && <SetUpDialog actions={actions} onClose={close} />}
      {open === 'switch-off' && (
        <Dialog title="Switch the second factor off" onClose={close}>
          <PasswordStep send={actions.disable} done={close} button="Switch off" />
        </Dialog>
      )}
    </div>
  );
}
