/** Where the planner's files lie: a folder for any web server. `index.html` in it is the page. */
export const plannerFolder = new URL('./dist/', import.meta.url);
