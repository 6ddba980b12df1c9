// Moves the heatmap through the recorded steps. The page is complete without it.
(() => {
  const browser = document.getElementById("routing-browser");
  if (!browser) return;
  const data = JSON.parse(document.getElementById("routing-data").textContent);
  const slider = browser.querySelector("input[type=range]");
  const output = browser.querySelector("output");
  const choices = browser.querySelectorAll("input[name=what]");
  const cells = [...browser.querySelectorAll("svg g.cell-group")].map(group => ({
    ground: group.querySelector(".cell"), own: group.querySelector(".own"), value: group.querySelector(".value"),
  }));

  const paint = (cell, thousandth) => {
    const isEmpty = thousandth < 0;
    const shade = Math.round(Math.max(thousandth, 0) * 255 / 1000);
    const ink = isEmpty ? "#101214" : data.inks[shade];
    cell.ground.setAttribute("class", isEmpty ? "cell empty" : "cell");
    cell.ground.setAttribute("fill", data.colors[shade]);
    if (cell.own) cell.own.setAttribute("stroke", ink);
    if (cell.value) {
      cell.value.setAttribute("fill", ink);
      cell.value.textContent = thousandth >= 995 ? "1.0" : thousandth >= 95 ? (thousandth / 1000).toFixed(2).slice(1) : "";
    }
  };
  const show = () => {
    const what = [...choices].find(choice => choice.checked).value;
    data[what][slider.value].forEach((thousandth, i) => paint(cells[i], thousandth));
    output.textContent = "step " + data.steps[slider.value].toLocaleString("en");
  };

  slider.max = data.steps.length - 1;
  slider.value = slider.max;
  slider.addEventListener("input", show);
  choices.forEach(choice => choice.addEventListener("change", show));
  browser.hidden = false;
  show();
})();
