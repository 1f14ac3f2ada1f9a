/** See directory-lock.mjs, which is plain JavaScript because it runs before anything is installed. */
export function lockDirectory(
  directory: string,
): { taken: true; release: () => void } | { taken: false; pid: number | null };
