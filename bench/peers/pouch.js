// PouchDB with its HTTP server: `serve FOLDER`, or `push|pull URL FILE FOLDER`; it prints what it told last as JSON.
"use strict";
const fs = require("fs");
const PouchDB = require("pouchdb");
const [verb, ...words] = process.argv.slice(2);

function serve(folder) {
  const app = require("express")();
  app.use(require("express-pouchdb")(PouchDB.defaults({ prefix: `${folder}/` }), { inMemoryConfig: true, logPath: `${folder}/log` }));
  const server = app.listen(0, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
}

async function measured(url, file, folder) {
  const here = new PouchDB(folder);
  if (verb === "push") {
    const docs = fs.readFileSync(file, "utf8").trimEnd().split("\n").map((line, number) => ({ _id: `note${number}`, ...JSON.parse(line) }));
    await here.bulkDocs(docs);
  }
  const since = process.hrtime.bigint();
  const done = verb === "push" ? await here.replicate.to(`${url}/notes`) : await here.replicate.from(`${url}/notes`);
  console.log(JSON.stringify({ s: Number(process.hrtime.bigint() - since) / 1e9, documents: done.docs_written }));
  await here.close();
}

if (verb === "serve") serve(...words);
else measured(...words);
