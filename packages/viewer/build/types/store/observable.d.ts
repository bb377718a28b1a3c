type Listener = () => void;
/** One value that tells its listeners when it changed. */
export declare class Observable<Value extends object> {
    #private;
    constructor(value: Value);
    get value(): Value;
    /** Replaces some members; listeners hear of it only when one of them differs. */
    patch(part: Partial<Value>): void;
    subscribe(listener: Listener): void;
}
export {};
