/** Time as a port: use cases ask it, tests move it. */
export type Clock = { now(): Date };

/** Milliseconds in so many seconds. */
export const seconds = (count: number) => count * 1000;
/** Milliseconds in so many minutes. */
export const minutes = (count: number) => seconds(count * 60);
/** Milliseconds in so many hours. */
export const hours = (count: number) => minutes(count * 60);
/** Milliseconds in so many days. */
export const days = (count: number) => hours(count * 24);

/** The moment so many milliseconds after another. */
export function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}
