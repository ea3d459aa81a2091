// Charts that answer the pointer and the arrow keys. The server has drawn each of them already; the library is fetched when one comes
// into view, and what it draws takes the place of the server's drawing. Without it, or without scripts, nothing is missing.
const source = document.querySelector("script[data-library]").dataset.library;
const scheme = matchMedia("(prefers-color-scheme: dark)");
const NARROW = 460;
let loading;

const library = () => (loading ??= import(source).then(() => window.vegaEmbed, (error) => {
  loading = undefined;
  throw error;
}));

// The specification names design tokens ("--ink"); the page knows their values, light or dark.
function coloured(value, tokens) {
  if (typeof value === "string") return value.startsWith("--") ? tokens.getPropertyValue(value).trim() : value;
  if (Array.isArray(value)) return value.map((one) => coloured(one, tokens));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, coloured(one, tokens)]));
  }
  return value;
}

async function draw(figure) {
  const plain = figure.querySelector(".plot, .plot-bars");
  const specification = coloured(JSON.parse(figure.dataset.spec), getComputedStyle(document.documentElement));
  delete specification.$schema;
  specification.config.font = getComputedStyle(document.body).fontFamily;
  const embed = await library();
  figure.querySelector(".drawn")?.remove();
  const drawn = document.createElement("div");
  drawn.className = plain.matches(".plot") ? "drawn tall" : "drawn";
  plain.before(drawn);
  // A phone has no room for the counts; they are in the tip and in the table.
  if (drawn.clientWidth < NARROW) for (const one of specification.data.values) one.label = one.label.split("  ")[0];
  const { view } = await embed(drawn, specification, {
    mode: "vega-lite", ast: true, actions: false, defaultStyle: false, renderer: "svg", logLevel: 1, tooltip: { disableDefaultStyle: true },
  });
  plain.hidden = true;
  walkable(figure, drawn, specification.data.values);
  return view;
}

// Arrow keys read the values one by one, Enter opens the rows of the one that was read.
function walkable(figure, drawn, values) {
  const output = figure.querySelector("output") ?? figure.insertBefore(document.createElement("output"), drawn.nextSibling);
  output.className = "reading soft small";
  drawn.tabIndex = 0;
  drawn.setAttribute("role", "group");
  drawn.setAttribute("aria-labelledby", figure.getAttribute("aria-labelledby"));
  let at = -1;
  drawn.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) {
      at = Math.min(Math.max(at + by, 0), values.length - 1);
      output.textContent = values[at].tip.replaceAll("\n", " · ");
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) {
      location.assign(values[at].link);
    }
  });
}

const figures = [...document.querySelectorAll("figure[data-spec]")];
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((one) => one.isIntersecting)) {
    seen.unobserve(entry.target);
    draw(entry.target).catch((error) => {
      console.warn("chart stays as the server drew it", error);
      addEventListener("online", () => seen.observe(entry.target), { once: true });
    });
  }
}, { rootMargin: "200px" });

// A reader who saves data keeps the server's drawings.
if (!navigator.connection?.saveData) for (const figure of figures) seen.observe(figure);
scheme.addEventListener("change", () => {
  for (const figure of figures) if (figure.querySelector(".drawn")) draw(figure);
});
