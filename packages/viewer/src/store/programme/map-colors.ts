/** Colours of the map under and around the marks of the stages. */
export const mapColors = {
  light: {
    ...{ water: '#dfe9f1', land: '#f3f5f7', border: '#8a939c', text: '#1c2126', edge: '#2a3138' },
    late: '#b3261e',
  },
  dark: {
    ...{ water: '#14191d', land: '#23282c', border: '#6b767f', text: '#e8ebed', edge: '#c9d0d6' },
    late: '#ff8f85',
  },
} as const;
