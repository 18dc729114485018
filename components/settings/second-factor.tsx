'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Confirm, useConfirmedAct } from '../auth/use-confirmed-act';
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
  renew: () => Promise<Outcome<{ recoveryCodes: string[] }>>;
  confirm: Confirm;
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
  const t = useTranslations('settings.client');
  const { act, pending, problem } = useAct();
  return (
    <form action={(form) => act(() => send(String(form.get('password'))), done)} className="flex flex-col gap-4">
      <Field
        id="factor-password"
        name="password"
        label={t('presentPassword')}
        type="password"
        autoComplete="current-password"
        data-first
        required
        error={fieldError(problem, 'password')}
      />
      <ProblemNotice problem={problem} shown={['password']} />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('moment') : button}
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
  const t = useTranslations('settings.client');
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
      <p className="text-[0.8125rem]">{t('scan')}</p>
      <TotpQr {...setup.qr} />
      <output
        aria-label={t('appKey')}
        className="self-center font-mono text-[0.8125rem] tracking-wide wrap-anywhere select-all"
      >
        {setup.secret.match(/.{1,4}/g)?.join(' ')}
      </output>
      <Field
        id="factor-code"
        name="code"
        label={t('appCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        maxLength={10}
        error={fieldError(problem, 'code')}
      />
      <ProblemNotice problem={problem} shown={['code']} />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('checking') : t('switchOn')}
      </button>
    </form>
  );
}

function SetUpDialog({ actions, onClose }: { actions: SecondFactorActions; onClose: () => void }) {
  const t = useTranslations('settings.client');
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Dialog title={codes ? t('factorOn') : t('setUpTitle')} onClose={onClose} dismissable={codes === null}>
      {!setup && <PasswordStep send={actions.begin} done={setSetup} button={t('continue')} />}
      {setup && !codes && <CodeStep setup={setup} enable={actions.enable} done={setCodes} />}
      <LiveRegion>{codes && <RecoveryCodes codes={codes} onClose={onClose} />}</LiveRegion>
    </Dialog>
  );
}

/** Makes new recovery codes, after the password where it was asked for long ago. */
function RenewCodes({ actions }: { actions: SecondFactorActions }) {
  const t = useTranslations('settings.codes');
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { act, pending, problem, dialog } = useConfirmedAct(actions.confirm);
  function close() {
    setOpen(false);
    setCodes(null);
  }
  return (
    <>
      <button type="button" className="button button--outline" onClick={() => setOpen(true)}>
        {t('button')}
      </button>
      {open && (
        <Dialog title={t('title')} onClose={close} dismissable={!pending && codes === null}>
          {!codes && (
            <div className="flex flex-col gap-4">
              <p>{t('hint')}</p>
              <ProblemNotice problem={problem} />
              <button
                type="button"
                className="button button--primary self-end"
                disabled={pending}
                onClick={() => act(actions.renew, ({ recoveryCodes }) => setCodes(recoveryCodes))}
              >
                {pending ? t('busy') : t('make')}
              </button>
            </div>
          )}
          <LiveRegion>{codes && <RecoveryCodes codes={codes} onClose={close} />}</LiveRegion>
          {dialog}
        </Dialog>
      )}
    </>
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
  const t = useTranslations('settings.client');
  const [open, setOpen] = useState<'set-up' | 'switch-off' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
        {enabled ? (
          <StatusBadge tone="success">{t('on')}</StatusBadge>
        ) : (
          <StatusBadge tone="default">{t('off')}</StatusBadge>
        )}
        <span className="text-muted">{enabled ? t('codesLeft', { count: recoveryCodesLeft }) : t('passwordOnly')}</span>
      </p>
      {enabled && <RenewCodes actions={actions} />}
      <button
        type="button"
        className="button button--outline"
        onClick={() => setOpen(enabled ? 'switch-off' : 'set-up')}
      >
        {enabled ? t('switchOff') : t('setUp')}
      </button>
      {open === 'set-up' && <SetUpDialog actions={actions} onClose={close} />}
      {open === 'switch-off' && (
        <Dialog title={t('switchOffTitle')} onClose={close}>
          <PasswordStep send={actions.disable} done={close} button={t('switchOff')} />
        </Dialog>
      )}
    </div>
  );
}
