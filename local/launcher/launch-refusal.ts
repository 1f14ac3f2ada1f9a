/** A reason not to start that the user can mend: shown as one line, without a stack. */
export class LaunchRefusal extends Error {
  override name = 'LaunchRefusal';
}
