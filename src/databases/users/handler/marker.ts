/** What is written beside everything that a declaration has made. */
export interface Marker {
  readonly owner: string;
  readonly kind: 'user' | 'rights' | 'database';

  /** The version of the secret whose password is set. */
  readonly password?: string;

  /** For a role of rights of migrators: where tables appear that others shall read. */
  readonly migrates?: { readonly database: string; readonly schema: string };
}

const BY = 'cdk-hardened-databases';

/** The comment on a role or a database. */
export function commentOf({ owner, kind, password, migrates }: Marker): string {
  return JSON.stringify({ by: BY, owner, kind, password, migrates });
}

/** The marker in a comment; undefined for comments that are not ours. */
export function markerOf(comment: string | null): Marker | undefined {
  try {
    const parsed = JSON.parse(comment ?? '') as (Marker & { readonly by?: string }) | null;
    return parsed?.by === BY ? parsed : undefined;
  } catch {
    return undefined;
  }
}
