/** Where the planner's files lie: a `file:` URL of a folder, for any web server. `index.html` in it is the page. */
export declare const plannerFolder: URL;
