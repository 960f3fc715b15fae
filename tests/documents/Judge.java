import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints one line for each file named in the list: its name, a tab, "PDF/A-3a" or the rules it breaks. */
public final class Judge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : Files.readAllLines(Path.of(arguments[0]))) {
            System.out.println(file + "\t" + verdict(new File(file)));
        }
    }

    private static String verdict(File file) throws Exception {
        var flavour = PDFAFlavour.PDFA_3_A;
        try (var parser = Foundries.defaultInstance().createParser(file, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            if (result.isCompliant()) {
                return "PDF/A-3a";
            }
            var broken = new StringBuilder();
            for (TestAssertion assertion : result.getTestAssertions()) {
                var rule = assertion.getRuleId();
                broken.append(rule.getClause() + "-" + rule.getTestNumber() + " " + assertion.getMessage() + "; ");
            }
            return broken.toString();
        }
    }
}
