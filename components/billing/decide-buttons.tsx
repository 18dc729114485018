'use client';

import { useTranslations } from 'next-intl';
import type { AdjustmentDto } from '@/lib/billing/adjustment-schemas';
import { ActDialogButton, textOf } from '../ui/act-dialog';
import { Field } from '../ui/field';
import { Money } from '../ui/money';
import { fieldError } from '../ui/use-act';
import type { AdjustmentActions } from './types';

function Summary({ adjustment }: { adjustment: AdjustmentDto }) {
  return (
    <p>
      <Money money={adjustment.amount} className="font-medium" /> · <bdi>{adjustment.accountName}</bdi> ·{' '}
      <bdi>{adjustment.reason}</bdi>
    </p>
  );
}

/** Lets an adjustment be posted, or refuses it. Who asked for it can only take it back. */
export function DecideButtons({
  adjustment,
  approve,
  decline,
}: {
  adjustment: AdjustmentDto;
  approve: AdjustmentActions['approve'];
  decline: AdjustmentActions['decline'];
}) {
  const t = useTranslations('billing.entry');
  const { id, own, reference } = adjustment;
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      {!own && (
        <ActDialogButton
          look="small"
          label={t('approve')}
          about={reference}
          title={t('approveTitle', { reference })}
          named={[]}
          sendText={t('approve')}
          busyText={t('busy')}
          send={() => approve(id)}
          fields={() => <Summary adjustment={adjustment} />}
        />
      )}
      <ActDialogButton
        look="small"
        label={t(own ? 'takeBack' : 'decline')}
        about={reference}
        title={t(own ? 'takeBackTitle' : 'declineTitle', { reference })}
        named={['note']}
        sendText={t(own ? 'takeBack' : 'decline')}
        busyText={t('busy')}
        send={(form) => decline(id, textOf(form, 'note'))}
        fields={(problem) => (
          <>
            <Summary adjustment={adjustment} />
            <Field
              id={`decline-${id}`}
              name="note"
              label={t('declineNote')}
              maxLength={500}
              autoComplete="off"
              error={fieldError(problem, 'note')}
            />
          </>
        )}
      />
    </span>
  );
}
