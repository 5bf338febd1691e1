import "./theme/index.css";

import { closeMenus } from "./menu";
import { followSections } from "./sections";

closeMenus();
followSections();
const map = document.querySelector<HTMLElement>("[data-zoomkaart]");
if (map) void import("./map").then(({ offerMap }) => offerMap(map));
const shared = document.querySelector<HTMLElement>("[data-stuk], [data-stuk-binnen]");
if (shared) void import("./share").then(({ keepShared }) => keepShared(shared));
const list = document.querySelector<HTMLFormElement>("[data-vinklijst]");
if (list) void import("./checklist").then(({ keepTicks }) => keepTicks(list));
const progress = document.querySelector<HTMLElement>("[data-voortgang]");
if (progress) void import("./progress").then(({ follow }) => follow(progress));
const asked = document.querySelector<HTMLInputElement>("[data-voorstellen]");
if (asked) void import("./suggest").then(({ offerNames }) => offerNames(asked));
