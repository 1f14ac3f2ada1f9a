import Bowser from 'bowser';

/** A device as people tell theirs apart: a short name, and what it looks like. */
export type Device = { name: string; kind: 'desktop' | 'phone' | 'tablet' | 'other' };

/** Longer texts are cut before they are read: no browser says so much. */
const longestUserAgent = 512;

/**
 * Names a device by its user agent: "Firefox on Linux", "Safari on iPhone", "curl". Whatever the
 * text is, the name is short, of letters and digits, and proves nothing: anybody may send any.
 */
export function deviceOf(userAgent: string | null): Device {
  const { parts, kind } = readDevice(userAgent);
  return { name: parts.join(' on ') || 'Unknown device', kind };
}

/**
 * The same in parts, for words of any language: browser or program, and system; either may be
 * missing.
 */
export function readDevice(userAgent: string | null): { parts: string[]; kind: Device['kind'] } {
  const text = userAgent?.trim().slice(0, longestUserAgent);
  if (!text) return { parts: [], kind: 'other' };
  const { browser, os, platform } = Bowser.parse(text);
  const browserName = known(browser.name, Bowser.BROWSER_MAP) ?? programName(text);
  const systemName = appleModel(platform.model) ?? known(os.name, Bowser.OS_MAP);
  const parts = [...new Set([browserName, systemName])].filter((part) => part !== null);
  return { parts, kind: parts.length > 0 ? kindOf(platform.type, systemName) : 'other' };
}

/** The name alone. */
export function deviceName(userAgent: string | null): string {
  return deviceOf(userAgent).name;
}

/** Names of the parser's own lists alone: what it copies out of the text is not ours to show. */
function known(name: string | undefined, names: Record<string, string>): string | null {
  if (!name || !Object.values(names).includes(name)) return null;
  return name.replace(/ for Android$/, '');
}

/** A program that is no browser names itself first: `curl/8.5.0`. Every browser says Mozilla. */
function programName(text: string): string | null {
  const name = /^[a-z][a-z0-9._-]{0,23}(?=[/\s]|$)/i.exec(text)?.[0];
  return name && name.toLowerCase() !== 'mozilla' ? name : null;
}

function appleModel(model: string | undefined): string | null {
  return model === 'iPhone' || model === 'iPad' ? model : null;
}

function kindOf(type: string | undefined, systemName: string | null): Device['kind'] {
  if (type === 'mobile') return 'phone';
  if (type === 'tablet' || type === 'desktop') return type;
  return systemName === 'Chrome OS' ? 'desktop' : 'other';
}
