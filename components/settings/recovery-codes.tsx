import { Notice } from '../ui/notice';

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-[0.8125rem]">When the phone is not at hand, each of these signs in once:</p>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 font-mono text-[0.8125rem] select-all sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Notice tone="warning">They are shown only now. Print them, or keep them in a password manager.</Notice>
      <button type="button" className="button button--primary self-end" onClick={onClose}>
        I have kept them
      </button>
    </div>
  );
}
