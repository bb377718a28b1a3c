type Listener = () => void;

/** One value that tells its listeners when it changed. */
export class Observable<Value extends object> {
  #value: Value;
  readonly #listeners = new Set<Listener>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  /** Replaces some members; listeners hear of it only when one of them differs. */
  patch(part: Partial<Value>): void {
    const keys = Object.keys(part) as (keyof Value)[];
    if (keys.every((key) => Object.is(this.#value[key], part[key]))) return;
    this.#value = { ...this.#value, ...part };
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: Listener): void {
    this.#listeners.add(listener);
  }
}
