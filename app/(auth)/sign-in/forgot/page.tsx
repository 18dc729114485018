import type { Metadata } from 'next';
import { AuthCard } from '@/components/auth/auth-card';
import { ForgotForm } from '@/components/auth/forgot-form';
import { forgotAction } from '../../link-actions';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPage() {
  return (
    <AuthCard title="Forgot your password?" description="A mail brings a link to set a new one.">
      <ForgotForm action={forgotAction} />
    </AuthCard>
  );
}
