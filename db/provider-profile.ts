/** A provider's name for a person, as far as it fits; providers set no limit that we know of. */
export function nameOf(name: string | null | undefined): string | null {
  return [...(name ?? '').replaceAll('\0', '').trim()].slice(0, 100).join('') || null;
}

/** A provider's picture: an https address of bounded length, or none. */
export function imageOf(image: string | null | undefined): string | null {
  return image?.startsWith('https://') && image.length <= 2048 && !image.includes('\0')
    ? image
    : null;
}
