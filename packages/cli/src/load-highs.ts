import highs from 'highs';

/**
 * Starts the solver of linear programs. The package's types are those of its CommonJS form; Node loads the other one, whose
 * default is the function itself.
 */
export const loadHighs = highs as unknown as typeof highs.default;
